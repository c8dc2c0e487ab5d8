/** Debian's Python, where python3-sklearn and python3-torch put their packages. */
export const PYTHON = '/usr/bin/python3';
