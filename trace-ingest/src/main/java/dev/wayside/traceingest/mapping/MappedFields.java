package dev.wayside.traceingest.mapping;

import java.util.Arrays;
import java.util.List;

import dev.wayside.traceingest.row.FieldText;

/** The fields of one row of a mapped log, copied from the parser's buffer. Reused from row to row. */
final class MappedFields {

    private static final int FIRST_CAPACITY = 1 << 10;

    private final FieldText[] fields;
    private final FieldText absent = new FieldText();
    /** The fields' characters; texts that are made of several fields follow. */
    private char[] characters = new char[FIRST_CAPACITY];

    private int filled;

    MappedFields(int columns) {
        fields = new FieldText[columns];
        Arrays.setAll(fields, index -> new FieldText());
    }

    int columns() {
        return fields.length;
    }

    void clear() {
        filled = 0;
        for (FieldText field : fields) {
            field.set(characters, 0, 0);
        }
    }

    void set(int index, FieldText text) {
        reserve(text.length());
        text.copyTo(characters, filled);
        fields[index].set(characters, filled, text.length());
        filled += text.length();
    }

    /** A field; empty if it is not measured, or its position is negative. */
    FieldText get(int index, List<String> missing) {
        FieldText field = index < 0 ? absent : fields[index];
        return field.isMissing() || field.isAny(missing) ? absent : field;
    }

    /** Several fields; empty if one of them is. */
    FieldText joined(int[] at, char separator, List<String> missing) {
        int start = filled;
        for (int position : at) {
            FieldText part = get(position, missing);
            if (part.isEmpty()) {
                return absent;
            }
            reserve(part.length() + 1);
            if (filled > start) {
                characters[filled++] = separator;
            } else {
                start = filled;
            }
            part.copyTo(characters, filled);
            filled += part.length();
        }
        return within(start);
    }

    /** A text that is made, not read. */
    FieldText text(String text) {
        reserve(text.length());
        int start = filled;
        text.getChars(0, text.length(), characters, start);
        filled += text.length();
        return within(start);
    }

    private FieldText within(int start) {
        FieldText made = new FieldText();
        made.set(characters, start, filled - start);
        return made;
    }

    /** Fields that were set before a growth keep the old array, whose characters do not change any more. */
    private void reserve(int count) {
        if (filled + count > characters.length) {
            characters = Arrays.copyOf(characters, 2 * (filled + count));
        }
    }
}
