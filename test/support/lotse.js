/** The command as `scripts/lotse.js` runs it, on what the global setup has built. */
import { main } from '../../dist/cli/main.js';

process.exitCode = await main(process.argv.slice(2));
