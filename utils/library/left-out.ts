/** The chats of which no copy is made by itself. */
export const withLeftOut = (
  chats: readonly string[],
  conversationId: string,
  isOut: boolean,
): readonly string[] => {
  const others = chats.filter((one) => one !== conversationId);
  return isOut ? [...others, conversationId] : others;
};
