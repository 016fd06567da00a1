import { readFileSync } from 'fs';
import { join } from 'path';

/** The application. In production, it has a separate image. */
export const SHOP_SCRIPT = readFileSync(join(__dirname, 'shop.sh'), 'utf8');
