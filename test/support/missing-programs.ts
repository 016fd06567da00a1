import { missingPrograms } from './installed';

// The last step of `npm test`, because jest only counts the tests that it skips.
for (const line of missingPrograms()) { console.log(line); }
