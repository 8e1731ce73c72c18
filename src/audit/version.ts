/** The version of this package, as records carry it. A constant, because reading package.json fails in a bundle; a test compares the two. */
export const LIBRARY_VERSION = '0.1.0';
