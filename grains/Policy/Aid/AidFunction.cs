namespace Gongji.Policy.Aid;

/// <summary>What an area opens of family aid. Each function is opened on its own, and has its own members.</summary>
public enum AidFunction
{
    /// <summary>For members of the funder's own pooling area.</summary>
    SameArea,

    /// <summary>For members of the other pooling areas of the province (省内账户共济).</summary>
    InProvince,
}
