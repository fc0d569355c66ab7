// A chosen file becomes base64. Too large a one is refused before a byte of it is read.
export const LARGEST_BYTES = 32 * 1024 * 1024

export class TooLarge extends Error {
  constructor(readonly megabytes: number) {
    super('too large')
  }
}

export function readBase64(file: File): Promise<string> {
  if (file.size > LARGEST_BYTES) return Promise.reject(new TooLarge(Math.ceil(file.size / 1024 / 1024)))
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onerror = () => reject(reader.error)
    // A data address is "data:…;base64,AAAA"; an empty file has nothing after the comma, or no comma at all.
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '')
    reader.readAsDataURL(file)
  })
}
