/** Whether a path or a function can be compiled. */
export function parses(compile: () => unknown): boolean {
  try {
    compile();
    return true;
  } catch (error) {
    // Brackets thousands deep overflow the parser's stack.
    if (error instanceof SyntaxError || error instanceof RangeError) return false;
    throw error;
  }
}
