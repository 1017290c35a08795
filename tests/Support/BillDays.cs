namespace Gongji.Tests.Support;

public static class BillDays
{
    /// <summary>The same bill for care of another day.</summary>
    public static Bill On(this Bill bill, DateOnly day) => bill with { From = day, To = day };
}
