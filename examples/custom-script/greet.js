const [name] = process.argv.slice(2);
if (!name) {
  console.error('Who is to be greeted?');
  process.exitCode = 1;
} else {
  console.log(`Hello, ${name}!`);
}
