using Gongji.Families;

namespace Gongji.People;

/// <summary>A person as the funder of relatives' settlements.</summary>
public interface IFunder
{
    /// <summary>What a network needs to know before it asks: insurance on the day, money that is free now.</summary>
    Task<Standing> Standing(DateOnly day);

    /// <summary>What <see cref="Hold"/> would answer now; nothing is recorded.</summary>
    Task<Answer<Held>> QuoteHold(Hold command);

    /// <summary>Sets money aside above the floor of the area. The same hold is placed once; a later attempt takes the
    /// place of an earlier one.</summary>
    /// <returns>Refuses with <see cref="DrawRefusal"/> or <see cref="AidRefusal"/>.</returns>
    Task<Answer<Held>> Hold(Hold command);

    /// <summary>Takes what the settlement used out of the account and frees the rest. The same again is done
    /// already.</summary>
    /// <returns>Refuses with <see cref="DrawRefusal.NoSuchDraw"/>.</returns>
    Task<Answer<Done>> Capture(Capture command);

    /// <summary>Frees a hold of this attempt or an earlier one; where there is none, nothing is left to do.</summary>
    Task<Answer<Done>> Release(Release command);

    /// <summary>Puts what was captured back to the years that it came from. The same again is done already.</summary>
    /// <returns>Refuses with <see cref="DrawRefusal.NoSuchDraw"/>.</returns>
    Task<Answer<Done>> Return(Return command);
}
