/** What the documents are about: the name that people know, and facts of the image itself. */
export interface Subject {
  readonly name: string;
  /** Digest of the image's settings, which names all its layers. */
  readonly imageId: string;
  /** When the image was made, ISO. */
  readonly created: string;
}
