import { readFileSync } from 'fs';
import { join } from 'path';

/** The application. In production, it has a separate image. */
export const WORKER_SCRIPT = readFileSync(join(__dirname, 'worker.sh'), 'utf8');
