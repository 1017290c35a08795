namespace Gongji.Border;

/// <summary>How the ledger names a message of an institution.</summary>
static class MessageId
{
    /// <summary>Institution, transaction and message id. A number with an A at its end is a newer form of the same
    /// transaction and shares its ids, because 2601 names a transaction by four digits only.</summary>
    public static OperationId Of(InstitutionCode institution, string infno, string msgid) =>
        OperationId.Of($"{institution}/{FamilyOf(infno)}/{msgid}");

    /// <summary>A transaction's number without the A of its newer form.</summary>
    public static string FamilyOf(string infno) =>
        infno.Length == 5 && infno[4] is 'A' or 'a' ? infno[..4] : infno;

    /// <summary>What an institution calls its message: transaction and msgid.</summary>
    public static string NameOf(OperationId operation) => operation.Value[(operation.Value.IndexOf('/') + 1)..];

    /// <summary>The msgid in the ledger's name for a message.</summary>
    public static string TextOf(OperationId operation) =>
        operation.Value[(operation.Value.LastIndexOf('/') + 1)..];
}
