/** 芒果、乳胶 → two parts, however they were separated. */
export function parts(text: string): string[] {
  return text
    .split(/[、,，;；\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
}
