package io.diabolo.engine;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** The type of a tensor's elements. */
public enum DataType {
    /** IEEE single precision: parameters, gradients, reductions. */
    FLOAT32(ScalarType.Float),
    /** IEEE double precision: linear algebra of the baselines. */
    FLOAT64(ScalarType.Double),
    /** The upper half of a float: what a product may be computed in, see {@link Precision#BF16}. */
    BFLOAT16(ScalarType.BFloat16),
    /** 0 to 255: pictures. */
    UINT8(ScalarType.Byte),
    /** Row numbers. */
    INT64(ScalarType.Long);

    final ScalarType nativeType;

    DataType(ScalarType nativeType) {
        this.nativeType = nativeType;
    }

    static DataType of(ScalarType nativeType) {
        for (DataType type : values()) {
            if (type.nativeType == nativeType) {
                return type;
            }
        }
        throw new EngineException("tensors of " + nativeType + " are not supported");
    }
}
