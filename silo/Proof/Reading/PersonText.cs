namespace Gongji.Proof.Reading;

/// <summary>A person as an explanation names one: by the end of the number, where that leaves enough untold.</summary>
static class PersonText
{
    public static string Of(PersonNo person) => person.Value.Length > 8 ? $"…{person.Value[^4..]}" : "…";
}
