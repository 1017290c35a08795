namespace Gongji.Words;

/// <summary>Every kind of grain. Whoever does something else for each kind asks in a switch without a discard, so that
/// the compiler names all places that a new kind needs.</summary>
public enum GrainKind
{
    /// <summary>Insured person 参保人, by person number.</summary>
    Person,

    /// <summary>Family-aid network 家庭共济网, by its id.</summary>
    Network,

    /// <summary>Visit 就诊, by its id.</summary>
    Visit,

    /// <summary>Designated institution 定点医药机构, by its code.</summary>
    Institution,

    /// <summary>Credential 凭证, by a keyed hash.</summary>
    Credential,

    /// <summary>The rules of a pooling area 统筹区政策规则, by its code.</summary>
    Policy,
}

/// <summary>The facts of each kind of grain.</summary>
public static class GrainKinds
{
    static readonly GrainKind[] All = Enum.GetValues<GrainKind>();

    static readonly string[] Names = Array.ConvertAll(All, static kind => kind.ToString().ToLowerInvariant());

    /// <summary>What stands before the slash of a key, such as <c>person</c>.</summary>
    public static string Name(this GrainKind kind) => Names[(int)kind];

    /// <summary>Whether a key of this kind tells who somebody is: then it stands in no log, metric or trace.</summary>
    public static bool IsPersonal(this GrainKind kind) => kind switch
    {
        GrainKind.Person or GrainKind.Network or GrainKind.Visit or GrainKind.Credential => true,
        GrainKind.Institution or GrainKind.Policy => false,
    };

    /// <summary>The kind of that name; null when there is none.</summary>
    public static GrainKind? Find(ReadOnlySpan<char> name)
    {
        foreach (var kind in All)
        {
            if (name.SequenceEqual(Names[(int)kind]))
            {
                return kind;
            }
        }
        return null;
    }
}
