/** Invented; every id of the corpus is one of these. */
export const ORG_ID = '0b6c2f1e-5a77-4d0e-9c1b-64d2f8a7e310';
export const CHAT_ID = '0199c0de-1111-7abc-8def-000000000001';
export const USER_ID = '0199c0de-1111-7abc-8def-0000000000a1';
export const ASSISTANT_ID = '0199c0de-1111-7abc-8def-0000000000a2';
export const OLD_ID = '0199c0de-1111-7abc-8def-0000000000b1';
export const BLOCK_ID = '0199c0de-1111-7abc-8def-0000000000c1';

export const withIds = (text: string): string =>
  text.replaceAll('{org}', ORG_ID).replaceAll('{chat}', CHAT_ID);
