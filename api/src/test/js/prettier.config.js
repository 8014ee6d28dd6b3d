export default { printWidth: 132, singleQuote: true, arrowParens: 'avoid' };
