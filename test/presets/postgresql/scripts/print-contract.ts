import { SCRIPTS } from '../../../../src/presets/postgresql/postgresql-scripts';

// for shells: the file that the pod gets
process.stdout.write(SCRIPTS.text('contract.sh'));
