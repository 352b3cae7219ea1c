console.log('here already');
