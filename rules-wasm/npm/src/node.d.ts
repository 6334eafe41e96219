// What the package uses of Node.

declare module "node:fs/promises" {
  export function readFile(path: string): Promise<Uint8Array<ArrayBuffer>>;
}

declare module "node:path" {
  export function join(...parts: string[]): string;
}

declare const __dirname: string;
