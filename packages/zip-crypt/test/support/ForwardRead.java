import java.io.BufferedInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Reads an archive from standard input as XNAT does, forward and by java.util.zip alone; tells what it has read. */
public class ForwardRead {
  public static void main(String[] arguments) throws Exception {
    byte[] block = new byte[1 << 16];
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    long entries = 0;
    long bytes = 0;
    try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(System.in, 1 << 16))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        all.update((entry.getName() + "\n").getBytes("UTF-8"));
        for (int read = zip.read(block); read >= 0; read = zip.read(block)) {
          all.update(block, 0, read);
          bytes += read;
        }
        entries++;
      }
      // The directory at the end is not looked at, but whoever sends it must get rid of it.
      while (System.in.read(block) >= 0) continue;
    }
    System.out.println(entries + " " + bytes + " " + HexFormat.of().formatHex(all.digest()));
  }
}
