using System.Globalization;
using Gongji.Visits;

namespace Gongji.Tests.Ledger;

/// <summary>What a fee line may say of price and quantity.</summary>
public sealed class FeeLineTests
{
    public static TheoryData<string[]> Lines => Table.Rows("", """
        count   | price    | total    | taken | why
        1       | 60       | 60       | yes   | exact
        1       | 60       | 60.01    | yes   | a total that was rounded
        1       | 60       | 60.02    | no    | there is nothing to round by two fen
        3       | 33.33    | 100      | yes   | a third, to the fen
        7       | 14.29    | 100      | yes   | a seventh, to the fen: three fen off
        30      | 0.3333   | 10       | yes   | four decimals
        10000   | 0.012346 | 123.46   | yes   | six decimals
        30      | 0.33     | 10       | no    | ten fen off, though each unit is by a third of one
        10000   | 1        | 10000.05 | yes   | five fen
        10000   | 1        | 10000.06 | no    | more, however many they are
        10000   | 1        | 9999.94  | no    | or less
        10000   | 1        | 10050    | no    | half a fen for each would be fifty yuan
        1000000 | 0.01     | 14999    | no    | and here five thousand
        0.5     | 10       | 5        | yes   | half a unit
        0       | 10       | 0        | no    | of nothing
        """);

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_line_is_its_price_times_its_quantity_within_a_few_fen_that_do_not_grow(string[] row)
    {
        await using var ledger = await TestLedger.Start();
        await ledger.RegisterHospital();
        await ledger.Enrol("P1");
        (await ledger.Visit("V1").Register(ledger.RegisterOf(ledger.PersonOf("P1")))).OrThrow();
        decimal Of(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
        var item = new FeeItem("1", "X1", "药", Money.TryFromYuan(Of(row[2]))!.Value, Of(row[0]), Of(row[1]));

        var answer = await ledger.Visit("V1").UploadFees(new UploadFees(
            ledger.NewOperation(), ledger.PersonOf("P1"), ledger.Hospital, BatchNo.Of("1"), [item]));

        Assert.Equal(row[3] == "yes" ? null : "visit.line_does_not_add_up", answer.Refusal?.Code);
    }
}
