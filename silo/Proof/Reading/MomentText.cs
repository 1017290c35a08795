namespace Gongji.Proof.Reading;

/// <summary>A moment as a reader in China has it.</summary>
static class MomentText
{
    public static string Of(DateTimeOffset at) => $"{at.ToOffset(ChinaTime.Offset):yyyy-MM-dd HH:mm:ss zzz}";
}
