package dev.weir.npm;

import dev.weir.model.PackageName;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A publish document as a splitter leaves it.
 *
 * @param names the attachment's, as often as a piece of it came
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Split(PublishRest rest, byte[] tarball, List<String> names) {
  static final PublishLimits LIMITS = new PublishLimits(1 << 20, 1 << 20, 1000);

  static Split of(String document) throws Exception {
    return of(document.getBytes(StandardCharsets.UTF_8), LIMITS, Integer.MAX_VALUE);
  }

  /**
   * @param pieces lengths of the pieces that it comes in, the last of them as often as needed
   */
  static Split of(byte[] document, PublishLimits limits, int... pieces)
      throws MalformedPublishException, PublishTooLargeException {
    var tarball = new ByteArrayOutputStream();
    var names = new ArrayList<String>();
    var splitter =
        new PublishSplitter(
            limits,
            (name, bytes, offset, length) -> {
              names.add(name);
              tarball.write(bytes, offset, length);
            });
    int at = 0;
    for (int i = 0; at < document.length; i++) {
      int length = Math.min(pieces[Math.min(i, pieces.length - 1)], document.length - at);
      splitter.feed(document, at, length);
      at += length;
    }
    return new Split(splitter.end(), tarball.toByteArray(), names);
  }

  String text() {
    return new String(rest.json(), StandardCharsets.UTF_8);
  }

  PublishDocument document(String name) throws Exception {
    return PublishDocument.parse(rest, new PackageName(name), LIMITS);
  }
}
