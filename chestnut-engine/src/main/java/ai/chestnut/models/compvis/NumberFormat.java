package ai.chestnut.models.compvis;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How numbers are stored in checkpoints, all little-endian; every one is read as float32. */
enum NumberFormat {
  FLOAT32("F32", "FloatStorage", 4),
  FLOAT16("F16", "HalfStorage", 2),
  BFLOAT16("BF16", "BFloat16Storage", 2),
  FLOAT64("F64", "DoubleStorage", 8),
  INT64("I64", "LongStorage", 8),
  INT32("I32", "IntStorage", 4),
  INT16("I16", "ShortStorage", 2),
  INT8("I8", "CharStorage", 1),
  UINT8("U8", "ByteStorage", 1),
  BOOL("BOOL", "BoolStorage", 1);

  private final String safetensors;
  private final String torch;
  private final int width;

  NumberFormat(String safetensors, String torch, int width) {
    this.safetensors = safetensors;
    this.torch = torch;
    this.width = width;
  }

  /** Bytes of a number. */
  int width() {
    return width;
  }

  static Optional<NumberFormat> ofSafetensors(String word) {
    return Arrays.stream(values()).filter(each -> each.safetensors.equals(word)).findFirst();
  }

  static Optional<NumberFormat> ofTorch(String storage) {
    return Arrays.stream(values()).filter(each -> each.torch.equals(storage)).findFirst();
  }

  /** The number that starts at a byte. */
  float read(ByteBuffer bytes, int at) {
    return switch (this) {
      case FLOAT32 -> bytes.getFloat(at);
      case FLOAT16 -> half(bytes.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
      case FLOAT64 -> (float) bytes.getDouble(at);
      case INT64 -> bytes.getLong(at);
      case INT32 -> bytes.getInt(at);
      case INT16 -> bytes.getShort(at);
      case INT8 -> bytes.get(at);
      case UINT8, BOOL -> bytes.get(at) & 0xFF;
    };
  }

  /** IEEE 754 binary16: 1 sign, 5 exponent, 10 fraction bits. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    float magnitude =
        exponent == 0
            ? fraction * 0x1p-24f
            : exponent == 31
                ? (fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN)
                : Math.scalb(1 + fraction / 1024f, exponent - 15);
    return bits < 0 ? -magnitude : magnitude;
  }
}
