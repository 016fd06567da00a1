import { SCRIPTS } from '../../../../src/presets/cassandra/cassandra-scripts';

// for shells: the file that the pod gets
process.stdout.write(SCRIPTS.text('contract.sh'));
