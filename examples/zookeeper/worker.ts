import { readFileSync } from 'fs';
import { join } from 'path';

/** The application. A real one comes in an image of its own. */
export const WORKER_SCRIPT = readFileSync(join(__dirname, 'worker.sh'), 'utf8');
