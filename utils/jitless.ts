/** Imported for its effect by each entry that parses: zod would try `new Function` otherwise, which the policy of extension pages reports. */
import * as z from 'zod/mini';

z.config({ jitless: true });
