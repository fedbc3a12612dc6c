package dev.weir.storage.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Looks at a closed store as RocksDB sees it, past all our code but the names. */
final class RawFolder {
  private static final HexFormat HEX = HexFormat.of();

  private RawFolder() {}

  /** A key and its value, in hexadecimal. */
  record Row(String key, String value) {}

  /** The rows of a column family, in order. */
  static List<Row> rows(Path store, String family) throws RocksDBException {
    var rows = new ArrayList<Row>();
    var handles = new ArrayList<ColumnFamilyHandle>();
    try (var options = new DBOptions();
        var db = RocksDB.openReadOnly(options, store.toString(), descriptors(store), handles)) {
      for (var handle : handles) {
        if (new String(handle.getName(), UTF_8).equals(family)) {
          readAll(db, handle, rows);
        }
      }
      handles.forEach(ColumnFamilyHandle::close);
    }
    return rows;
  }

  private static List<ColumnFamilyDescriptor> descriptors(Path store) throws RocksDBException {
    try (var options = new Options()) {
      return RocksDB.listColumnFamilies(options, store.toString()).stream()
          .map(ColumnFamilyDescriptor::new)
          .toList();
    }
  }

  private static void readAll(RocksDB db, ColumnFamilyHandle family, List<Row> rows) {
    try (var all = db.newIterator(family)) {
      for (all.seekToFirst(); all.isValid(); all.next()) {
        rows.add(new Row(HEX.formatHex(all.key()), HEX.formatHex(all.value())));
      }
    }
  }
}
