import sharp from 'sharp';

/** The version of the library that decodes images; to be imported on demand, as the library may not load. */
export const imageLibraryVersion = sharp.versions.sharp;
