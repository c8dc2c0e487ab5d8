import { writeWhole } from '../data/textFile.ts';
import { failure } from './failure.ts';

/** As `writeWhole`; what the file system refuses is a failure that names the file. */
export async function writeWholeFile<Result>(
  path: string,
  write: (append: (chunk: string) => Promise<void>) => Promise<Result>,
): Promise<Result> {
  try {
    return await writeWhole(path, write);
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw failure('failed', `${path} could not be written: ${error.message}.`);
  }
}

function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
