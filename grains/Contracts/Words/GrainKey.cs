namespace Gongji.Words;

/// <summary>The name of a grain: kind, slash, id, such as <c>person/61010000000000000001</c>.</summary>
/// <remarks>It always begins with a letter: Orleans' ADO.NET storage collides on keys of digits alone
/// (dotnet/orleans issue 9706).</remarks>
public readonly record struct GrainKey(string Value) : IId<GrainKey>
{
    public static GrainKey Of(string value)
    {
        IdText.Check(value, 120, "grain key", slashes: true);
        return char.IsAsciiLetter(value[0]) && value.IndexOf('/', StringComparison.Ordinal) > 0
            ? new GrainKey(value)
            : throw new FormatException($"grain key '{value}' is not of the form kind/id");
    }

    public static GrainKey Person(PersonNo person) => new("person/" + person.Value);

    public static GrainKey Network(NetworkId network) => new("network/" + network.Value);

    public static GrainKey Visit(VisitId visit) => new("visit/" + visit.Value);

    public static GrainKey Institution(InstitutionCode institution) => new("institution/" + institution.Value);

    public static GrainKey Credential(CredentialHash credential) => new("credential/" + credential.Value);

    /// <summary>The part before the slash.</summary>
    public string Kind => Value[..Value.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The part after the first slash.</summary>
    public string Id => Value[(Value.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public override string ToString() => Value;
}
