import * as z from 'zod/mini';

/** A list from which a row that can't be read is left out: it takes none of the others with it. */
export const rowsOf = <T>(row: z.ZodMiniType<T>) =>
  z.pipe(
    z.array(z.unknown()),
    z.transform((rows): T[] =>
      rows.flatMap((one) => {
        const { success, data } = row.safeParse(one);
        return success ? [data] : [];
      }),
    ),
  );

/** The same by name. */
export const entriesOf = <T>(row: z.ZodMiniType<T>) =>
  z.pipe(
    z.record(z.string(), z.unknown()),
    z.transform(
      (rows): Record<string, T> =>
        Object.fromEntries(
          Object.entries(rows).flatMap(([key, one]) => {
            const { success, data } = row.safeParse(one);
            return success ? [[key, data]] : [];
          }),
        ),
    ),
  );
