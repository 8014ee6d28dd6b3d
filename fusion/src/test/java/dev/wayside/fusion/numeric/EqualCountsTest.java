package dev.wayside.fusion.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;

import dev.wayside.fusion.Seeds;
import org.junit.jupiter.api.Test;

class EqualCountsTest {

    @Test
    void cutsIntoBinsOfAboutTheSameSize() {
        assertThat(EqualCounts.cut(List.of(7, 1, 2, 3, 4, 5, 6), Integer::doubleValue, 2, 10))
                .containsExactly(List.of(1, 2), List.of(3, 4), List.of(5, 6, 7));
    }

    @Test
    void rowsOfOneKeyStayTogether() {
        assertThat(EqualCounts.cut(List.of(1, 2, 2, 2, 3, 3), Integer::doubleValue, 2, 10))
                .containsExactly(List.of(1, 2, 2, 2), List.of(3, 3));
        assertThat(EqualCounts.cut(List.of(1, 1, 1, 2), Integer::doubleValue, 2, 10))
                .containsExactly(List.of(1, 1, 1, 2));
    }

    @Test
    void holdsEveryRowOnceInBinsThatAreLargeEnough() {
        Seeds.forEach(500, random -> {
            List<Integer> rows = random.ints(1 + random.nextInt(80), 0, 1 + random.nextInt(30))
                    .boxed()
                    .toList();
            int min = 1 + random.nextInt(10);
            int max = 1 + random.nextInt(6);
            List<List<Integer>> bins = EqualCounts.cut(rows, Integer::doubleValue, min, max);
            assertThat(bins).hasSizeBetween(1, max);
            assertThat(bins.stream().flatMap(List::stream).toList())
                    .isEqualTo(rows.stream().sorted(Comparator.naturalOrder()).toList());
            assertThat(bins).allSatisfy(bin -> assertThat(bin).hasSizeGreaterThanOrEqualTo(Math.min(min, rows.size())));
        });
    }
}
