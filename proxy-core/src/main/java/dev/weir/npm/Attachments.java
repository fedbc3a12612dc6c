package dev.weir.npm;

/** Takes the tarball of a publish document while the document comes in. */
@FunctionalInterface
public interface Attachments {
  /**
   * The attachment's next bytes, on the thread that feeds the splitter. Nothing of them is good
   * before the document has been read to its end. What this throws ends the splitting.
   *
   * @param attachmentName as the document has it, of any length up to 1,024 bytes, unchecked
   * @param bytes only lent: used again for what follows
   */
  void data(String attachmentName, byte[] bytes, int offset, int length);
}
