import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  { files: ['dashboard/*.js'], languageOptions: { globals: globals.browser } },
  {
    rules: {
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      // State of a page lies in one object, so that it is seen at a glance what changes.
      'no-restricted-syntax': [
        'error',
        { selector: 'Program > VariableDeclaration[kind=let]', message: 'Put what changes into the state object of the module.' },
      ],
    },
  },
];
