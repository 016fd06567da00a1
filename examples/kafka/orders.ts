import { readFileSync } from 'fs';
import { join } from 'path';

/** The applications. In production, each has a separate image. */
export const PRODUCER_SCRIPT = readFileSync(join(__dirname, 'producer.sh'), 'utf8');
export const CONSUMER_SCRIPT = readFileSync(join(__dirname, 'consumer.sh'), 'utf8');
