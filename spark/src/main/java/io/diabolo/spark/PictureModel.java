package io.diabolo.spark;

import io.diabolo.data.Codes;
import io.diabolo.data.Dataset;
import io.diabolo.jobs.PictureIntake;
import io.diabolo.preprocess.Preprocessing;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** What is made of pictures. Folders travel to the executors by broadcast, and each JVM loads what they hold once. */
enum PictureModel {

    /** Codes, a column a number. */
    ENCODER {
        @Override
        Preprocessing preprocessing(FolderFiles folder) {
            return DiaboloEncoder.loaded(folder).preprocessing();
        }

        @Override
        StructType added(FolderFiles folder, StructType schema) {
            StructType result = schema;
            for (int i = 0; i < numbers(folder); i++) {
                result = result.add("z" + i, DataTypes.FloatType);
            }
            return result.add(AnomalyDetectorModel.ERROR, DataTypes.StringType);
        }

        @Override
        List<@Nullable Object[]> cells(FolderFiles folder, Dataset pictures) {
            Codes codes = DiaboloEncoder.loaded(folder).encode(pictures);
            List<@Nullable Object[]> cells = new ArrayList<>();
            for (int row = 0; row < codes.size(); row++) {
                @Nullable Object[] numbers = new @Nullable Object[codes.latent() + 1];
                for (int unit = 0; unit < codes.latent(); unit++) {
                    numbers[unit] = codes.get(row, unit);
                }
                cells.add(numbers);
            }
            return cells;
        }

        @Override
        int numbers(FolderFiles folder) {
            return DiaboloEncoder.loaded(folder).autoencoder().config().codeSize();
        }

        @Override
        double falseAlarms(FolderFiles folder) {
            return 0;
        }
    },

    /** Verdicts. */
    DETECTOR {
        @Override
        Preprocessing preprocessing(FolderFiles folder) {
            return AnomalyDetectorModel.loaded(folder).preprocessing();
        }

        @Override
        StructType added(FolderFiles folder, StructType schema) {
            return AnomalyDetectorModel.judged(schema);
        }

        @Override
        List<@Nullable Object[]> cells(FolderFiles folder, Dataset pictures) {
            return AnomalyDetectorModel.loaded(folder).score(pictures).stream()
                    .map(AnomalyDetectorModel::cells)
                    .toList();
        }

        @Override
        int numbers(FolderFiles folder) {
            return 0;
        }

        @Override
        double falseAlarms(FolderFiles folder) {
            return AnomalyDetectorModel.loaded(folder).options().falseAlarms();
        }
    };

    /** Whether what the folder holds takes pictures. */
    boolean takes(FolderFiles folder) {
        return PictureIntake.takesPictures(preprocessing(folder));
    }

    abstract Preprocessing preprocessing(FolderFiles folder);

    /** A schema with what {@link #cells} gives, of which the last says what is wrong with a picture. */
    abstract StructType added(FolderFiles folder, StructType schema);

    /** @return the cells of each, in the pictures' order */
    abstract List<@Nullable Object[]> cells(FolderFiles folder, Dataset pictures);

    /** Of a code; 0 where there is none. */
    abstract int numbers(FolderFiles folder);

    /** The promised rate; 0 where nothing is judged. */
    abstract double falseAlarms(FolderFiles folder);
}
