/** Text of an answer up to a limit. Whoever sends more is not read to the end: it may have none. */
export async function limitedText(
  response: Response,
  mostChars: number,
): Promise<{ readonly text: string; readonly isWhole: boolean }> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    text += decoder.decode(read.value, { stream: true });
    if (text.length <= mostChars) continue;
    await reader?.cancel();
    return { text: text.slice(0, mostChars), isWhole: false };
  }
  return { text, isWhole: true };
}
