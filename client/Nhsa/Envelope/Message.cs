using System.Text.Json;
using Gongji.Border.Json;

namespace Gongji.Nhsa.Envelope;

/// <summary>A message of the national interface: what its envelope says, and its input.</summary>
/// <param name="Infno">Transaction number as sent, such as <c>2203A</c>.</param>
/// <param name="Operation">Institution, transaction and message id, with the digest of the input.</param>
/// <param name="InsuredArea">insuplc_admdvs; empty when not sent.</param>
/// <param name="TreatmentArea">mdtrtarea_admvs; empty when not sent.</param>
/// <param name="SentAt">inf_time; null when it can't be read.</param>
sealed record Message(
    string Infno,
    InstitutionCode Institution,
    Operation Operation,
    string InsuredArea,
    string TreatmentArea,
    DateTimeOffset? SentAt,
    JsonElement Input)
{
    /// <summary>The visit that this message opens: the same for every retry of it.</summary>
    public VisitId NewVisit => NewVisitOf(Operation.Id);

    /// <summary>The visit that another message of the same institution opened, if it opens visits.</summary>
    public VisitId NewVisitOf(OperationId other) => VisitId.Of(DerivedIds.Make(Institution, 'V', other.Value));

    /// <summary>The settlement that this message makes: the same for every retry of it, and never another person's,
    /// even when an institution uses a message id twice.</summary>
    public SettlementId NewSettlementOf(PersonNo person) =>
        SettlementId.Of(DerivedIds.Make(Institution, 'S', $"{Operation.Id}/{person}"));

    /// <summary>A node that holds one record; a list of one is taken as well.</summary>
    public NodeReader Node(params ReadOnlySpan<string> names) => NodeReader.One(Input, names);

    /// <summary>A node that holds many records; a single one is taken as well.</summary>
    public Answer<NodeReader[]> Nodes(string name) => NodeReader.Many(Input, name);
}

/// <summary>What an answer repeats of the request, even of one that is refused.</summary>
sealed record Echo(string EncType, string SignType, string CaInfo, string Institution, string Infno, string Area)
{
    public static readonly Echo None = new("", "", "", "", "", "");
}
