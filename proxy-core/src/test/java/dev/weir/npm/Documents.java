package dev.weir.npm;

import dev.weir.model.PackageName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Documents in memory, as tests need them. */
final class Documents {
  static final PackumentLimits LIMITS = new PackumentLimits(100_000);
  static final String BASE = "http://127.0.0.1:9347/npm/team/app/";

  private Documents() {}

  static PackageIndex index(String name, String json)
      throws IOException, MalformedPackumentException {
    return index(name, json.getBytes(StandardCharsets.UTF_8));
  }

  static PackageIndex index(String name, byte[] json)
      throws IOException, MalformedPackumentException {
    return PackumentIndexer.index(new PackageName(name), new ByteArrayInputStream(json), LIMITS);
  }

  static DocumentReader reader(byte[] document) {
    return (from, to, sink) -> sink.write(document, (int) from, (int) (to - from));
  }

  /** Renders one document alone. */
  static String render(String name, String json, Form form)
      throws IOException, MalformedPackumentException {
    var source = new PackumentSource.Document(index(name, json));
    var plan = PackumentPlan.packument(new PackageName(name), List.of(source), form, BASE);
    return text(plan, List.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** What a plan writes; its length must be what it said. */
  static String text(PackumentPlan plan, List<byte[]> documents) throws IOException {
    return new String(bytes(plan, documents), StandardCharsets.UTF_8);
  }

  static byte[] bytes(PackumentPlan plan, List<byte[]> documents) throws IOException {
    var readers = new ArrayList<DocumentReader>();
    documents.forEach(document -> readers.add(reader(document)));
    var out = new ByteArrayOutputStream();
    plan.write(readers, out::write);
    if (out.size() != plan.length()) {
      throw new AssertionError("wrote %d, promised %d".formatted(out.size(), plan.length()));
    }
    return out.toByteArray();
  }
}
