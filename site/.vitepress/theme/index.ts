// The system's own fonts: nothing is fetched, and a page is read as soon as it is there.
import theme from 'vitepress/theme-without-fonts';
import './style.css';

export default theme;
