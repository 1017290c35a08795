namespace Gongji.Words;

/// <summary>An identifier of one text field. It is made by the caller, never by the ledger.</summary>
public interface IId<TSelf> where TSelf : struct, IId<TSelf>
{
    /// <summary>The text, as it stands in keys, journals and messages.</summary>
    string Value { get; }

    /// <summary>Takes a text: printable ASCII without spaces, quotes and slashes, of the length of its kind.</summary>
    /// <exception cref="FormatException">Not an identifier of this kind.</exception>
    static abstract TSelf Of(string value);
}

/// <summary>Person number in the insurance system (人员编号 psn_no), up to 30 characters.</summary>
public readonly record struct PersonNo(string Value) : IId<PersonNo>
{
    /// <inheritdoc cref="IId{TSelf}.Of"/>
    public static PersonNo Of(string value) => new(IdText.Check(value, 30, "person number"));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A family-aid network (家庭共济网), up to 40 characters.</summary>
public readonly record struct NetworkId(string Value) : IId<NetworkId>
{
    /// <inheritdoc cref="IId{TSelf}.Of"/>
    public static NetworkId Of(string value) => new(IdText.Check(value, 40, "network id"));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A visit (就诊ID mdtrt_id), up to 30 characters, issued by the gateway.</summary>
public readonly record struct VisitId(string Value) : IId<VisitId>
{
    /// <inheritdoc cref="IId{TSelf}.Of"/>
    public static VisitId Of(string value) => new(IdText.Check(value, 30, "visit id"));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A charge batch in a visit (收费批次号 chrg_bchno), up to 30 characters.</summary>
public readonly record struct BatchNo(string Value) : IId<BatchNo>
{
    /// <inheritdoc cref="IId{TSelf}.Of"/>
    public static BatchNo Of(string value) => new(IdText.Check(value, 30, "charge batch"));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A designated institution (定点医药机构编号 fixmedins_code), up to 30 characters.</summary>
public readonly record struct InstitutionCode(string Value) : IId<InstitutionCode>
{
    /// <inheritdoc cref="IId{TSelf}.Of"/>
    public static InstitutionCode Of(string value) => new(IdText.Check(value, 30, "institution code"));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A settlement (结算ID setl_id), up to 30 characters, derived from the operation that asked for it.</summary>
public readonly record struct SettlementId(string Value) : IId<SettlementId>
{
    /// <inheritdoc cref="IId{TSelf}.Of"/>
    public static SettlementId Of(string value) => new(IdText.Check(value, 30, "settlement id"));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>What the caller calls an operation, such as institution code, transaction number and message id
/// joined by a slash. The same id with the same content is the same operation for ever.</summary>
public readonly record struct OperationId(string Value) : IId<OperationId>
{
    /// <inheritdoc cref="IId{TSelf}.Of"/>
    public static OperationId Of(string value) => new(IdText.Check(value, 100, "operation id", slashes: true));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A chronic or special disease in outpatient care (门诊慢特病病种编码 dise_codg), up to 30
/// characters.</summary>
public readonly record struct DiseaseCode(string Value) : IId<DiseaseCode>
{
    /// <inheritdoc cref="IId{TSelf}.Of"/>
    public static DiseaseCode Of(string value) => new(IdText.Check(value, 30, "disease code"));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

/// <summary>A keyed hash of a credential (kind and number), 64 hexadecimal digits; the number itself is not
/// kept.</summary>
public readonly record struct CredentialHash(string Value) : IId<CredentialHash>
{
    /// <inheritdoc cref="IId{TSelf}.Of"/>
    public static CredentialHash Of(string value) => new(IdText.Check(value, 64, "credential hash"));

    /// <inheritdoc/>
    public override string ToString() => Value;
}

static class IdText
{
    /// <summary>Printable ASCII without spaces, so that an id can stand in a key, a URL and a line of a log.</summary>
    public static string Check(string? value, int longest, string what, bool slashes = false)
    {
        if (string.IsNullOrEmpty(value))
        {
            throw new FormatException($"{what} is empty");
        }
        if (value.Length > longest)
        {
            throw new FormatException($"{what} is longer than {longest} characters");
        }
        foreach (var c in value)
        {
            if (c is <= ' ' or > '~' or '"' or '\\' || (c == '/' && !slashes))
            {
                throw new FormatException($"{what} has a character that ids may not have");
            }
        }
        return value;
    }
}
