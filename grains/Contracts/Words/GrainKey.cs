namespace Gongji.Words;

/// <summary>The name of a grain: kind, slash, id, such as <c>person/61010000000000000001</c>.</summary>
/// <remarks>It always begins with a letter: Orleans' ADO.NET storage collides on keys of digits alone
/// (dotnet/orleans issue 9706).</remarks>
public readonly record struct GrainKey(string Value) : IId<GrainKey>
{
    /// <inheritdoc cref="IId{TSelf}.Of"/>
    public static GrainKey Of(string value)
    {
        IdText.Check(value, 120, "grain key", slashes: true);
        return char.IsAsciiLetter(value[0]) && value.IndexOf('/', StringComparison.Ordinal) > 0
            ? new GrainKey(value)
            : throw new FormatException($"grain key '{value}' is not of the form kind/id");
    }

    /// <summary><c>person/</c> and the person number.</summary>
    public static GrainKey Person(PersonNo person) => Of(GrainKind.Person, person.Value);

    /// <summary><c>network/</c> and the id.</summary>
    public static GrainKey Network(NetworkId network) => Of(GrainKind.Network, network.Value);

    /// <summary><c>visit/</c> and the id.</summary>
    public static GrainKey Visit(VisitId visit) => Of(GrainKind.Visit, visit.Value);

    /// <summary><c>institution/</c> and the code.</summary>
    public static GrainKey Institution(InstitutionCode institution) => Of(GrainKind.Institution, institution.Value);

    /// <summary><c>credential/</c> and the hash.</summary>
    public static GrainKey Credential(CredentialHash credential) => Of(GrainKind.Credential, credential.Value);

    /// <summary><c>policy/</c> and the code of the pooling area.</summary>
    public static GrainKey Policy(AreaCode area) => Of(GrainKind.Policy, area.PoolingArea.Value);

    static GrainKey Of(GrainKind kind, string id) => new(string.Concat(kind.Name(), "/", id));

    /// <summary>What kind of grain it names; null when this version knows no such kind.</summary>
    public GrainKind? Kind => GrainKinds.Find(Value.AsSpan(0, Math.Max(0, Value.IndexOf('/'))));

    /// <summary>The part after the first slash.</summary>
    public string Id => Value[(Value.IndexOf('/', StringComparison.Ordinal) + 1)..];

    /// <inheritdoc/>
    public override string ToString() => Value;
}
