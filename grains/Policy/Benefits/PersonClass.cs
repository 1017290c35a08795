namespace Gongji.Policy.Benefits;

/// <summary>What rules for benefits may tell insured people apart by.</summary>
/// <param name="Mode">Null for residents, whose scheme has no accounts.</param>
/// <param name="Group">Null for who is not retired, and for the retired of whom nobody said it.</param>
readonly record struct PersonClass(PersonKind Kind, AccountMode? Mode, RetireeGroup? Group)
{
    static readonly AccountMode?[] Modes = [AccountMode.WithAccount, AccountMode.PoolOnly];

    static readonly RetireeGroup?[] Groups = [null, .. Enum.GetValues<RetireeGroup>()];

    /// <summary>Every class there is.</summary>
    public static readonly PersonClass[] All =
    [
        .. from kind in Enum.GetValues<PersonKind>()
           from mode in HasMode(kind) ? Modes : [null]
           from @group in HasGroup(kind) ? Groups : [null]
           select new PersonClass(kind, mode, @group),
    ];

    /// <summary>The names under which rules may be for it, from the widest to the narrowest.</summary>
    public IEnumerable<string> Names => new[]
    {
        NameOf(Kind, null, null), NameOf(Kind, Mode, null), NameOf(Kind, null, Group), NameOf(Kind, Mode, Group),
    }.Distinct();

    public static bool HasMode(PersonKind kind) => kind.SchemeOf() == Scheme.Employee;

    public static bool HasGroup(PersonKind kind) => kind == PersonKind.Retired;

    /// <param name="mode">Null for either.</param>
    /// <param name="group">Null for all.</param>
    public static string NameOf(PersonKind kind, AccountMode? mode, RetireeGroup? group)
    {
        var ofMode = mode is { } one ? $"/{SnakeCase.Of(one)}" : "";
        return SnakeCase.Of(kind) + ofMode + (group is { } other ? $"/{SnakeCase.Of(other)}" : "");
    }
}
